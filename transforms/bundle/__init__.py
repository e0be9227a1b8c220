"""Bundling: which stories are about one event."""

from transforms.bundle.assign import Bundling, bundle_stories
from transforms.bundle.linked import bundle_linked
from transforms.bundle.settings import BundleSettings
from transforms.bundle.settle import settle_bundles

__all__ = ["BundleSettings", "Bundling", "bundle_linked", "bundle_stories", "settle_bundles"]
