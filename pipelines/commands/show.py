def stories() -> None: raise NotImplementedError
def bundles() -> None: raise NotImplementedError
def bundle() -> None: raise NotImplementedError
