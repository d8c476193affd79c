"""Tables and views as files for other programs, with a description of every column beside them."""
