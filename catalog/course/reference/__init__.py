"""Every public name of the session framework, found by introspection, with a sentence and its proof."""
