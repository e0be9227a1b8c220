"""The jar of Beam's job server for Flink, looked at before Java is."""

from __future__ import annotations

import re
import zipfile
import zlib

DRIVER = "org/apache/beam/runners/flink/FlinkJobServerDriver.class"
"""What makes a jar that of the job server."""

PROPERTIES = "org/apache/beam/sdk/sdk.properties"
"""Where a jar of Beam's says its version."""


def jar_problem(path: str, beam: str) -> str:
    """Why a file is not the jar of the job server of a version of Beam; empty where it is."""
    try:
        with zipfile.ZipFile(path) as archive:
            archive.getinfo(DRIVER)
            with archive.open(PROPERTIES) as file:
                found = re.search(rb"^version=([0-9.]*[0-9])", file.read(100_000), re.MULTILINE)
    except (FileNotFoundError, IsADirectoryError):
        return "no such file"
    except KeyError:
        return "it is not Beam's job server for Flink"
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        return f"it can't be read as a jar ({error})"
    version = found[1].decode() if found else "of an unknown version"
    return "" if version == beam else f"it is of Beam {version}, and the workers are of Beam {beam}"
