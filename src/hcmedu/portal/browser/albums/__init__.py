"""Albums: pictures as a grid, one after the other, and folders shown as the section they are in."""
