#!/bin/sh
# `docker compose` with compose.yaml, the versions that go together, and secrets that are made when they are first needed.
set -eu
cd "$(dirname "$0")"
mkdir -p secrets
chmod 700 secrets
[ -e secrets/minio-user ] || echo administrator > secrets/minio-user
for name in minio-password newsheaf checkpoints; do
    [ -e "secrets/$name" ] || od -An -N24 -tx1 /dev/urandom | tr -d ' \n' > "secrets/$name"
done
# Containers read them as users of their own; of this machine's users only those that may enter the folder can.
chmod 444 secrets/*
[ ! -e .env ] || set -- --env-file .env "$@"
exec docker compose --env-file versions.env --file compose.yaml "$@"
