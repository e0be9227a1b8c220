"""Make the buckets on a new MinIO, and for each a user who may do there what a policy says and nothing else.

    prepare.py http://minio:9000 BUCKET:POLICY.json:SECRET-FILE …

A user's name is that of the bucket. Done again it changes nothing, and a new secret is taken over. The administrator's name and password
are in the files that MINIO_ROOT_USER_FILE and MINIO_ROOT_PASSWORD_FILE name, as for the server.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from minio import Minio
from minio.credentials import StaticProvider
from minio.error import MinioAdminException
from minio.minioadmin import MinioAdmin


def prepare(endpoint: str, user: str, password: str, wanted: list[str]) -> None:
    """Make what the command line names."""
    parts = urlsplit(endpoint)
    secure = parts.scheme == "https"
    client = Minio(parts.netloc, user, password, secure=secure, region="us-east-1")
    admin = MinioAdmin(endpoint=parts.netloc, credentials=StaticProvider(user, password), region="us-east-1", secure=secure)
    for each in wanted:
        bucket, policy, secret = each.split(":")
        if not client.bucket_exists(bucket):
            client.make_bucket(bucket)
        admin.policy_add(bucket, policy=json.loads(Path(policy).read_text()))
        admin.user_add(bucket, read(secret))
        try:
            admin.attach_policy([bucket], user=bucket)
        except MinioAdminException as error:
            if "PolicyChangeAlreadyApplied" not in str(error):
                raise
        print(f"bucket {bucket}, and user {bucket} with what {Path(policy).name} allows")


def read(path: str) -> str:
    """A secret's file without its line's end."""
    return Path(path).read_text().strip()


if __name__ == "__main__":
    prepare(sys.argv[1], read(os.environ["MINIO_ROOT_USER_FILE"]), read(os.environ["MINIO_ROOT_PASSWORD_FILE"]), sys.argv[2:])
