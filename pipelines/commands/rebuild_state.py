def rebuild_state() -> None: raise NotImplementedError
