sayso read --help
