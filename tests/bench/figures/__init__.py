# SPDX-License-Identifier: GPL-2.0-or-later
"""One module for each group of figures: measure(build, directory) prints them."""
