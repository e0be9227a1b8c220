def extract() -> None: raise NotImplementedError
