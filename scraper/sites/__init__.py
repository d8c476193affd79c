"""One package per site: where its pages stand, and how each kind of page is read."""
