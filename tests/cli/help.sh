sayso --help
