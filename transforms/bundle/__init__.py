"""Bundling: which stories are about one event."""

from transforms.bundle.constrained import bundle_linked
from transforms.bundle.settings import BundleSettings
from transforms.bundle.state import settle_bundles
from transforms.bundle.verdicts import Bundling, bundle_stories

__all__ = ["BundleSettings", "Bundling", "bundle_linked", "bundle_stories", "settle_bundles"]
