"""Header, ticker, menu and footer, under the browser layer of the package only."""
