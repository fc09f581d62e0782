sayso --version
sayso version | sed 's/^model en .*/model en .../'
