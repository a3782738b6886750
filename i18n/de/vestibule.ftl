ui-title = Vestibule
