"""Functions of one z side by side: values, slopes, costs, words."""
