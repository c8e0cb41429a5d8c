# SPDX-License-Identifier: GPL-2.0-or-later
"""What the figures share: commands, the machine's state, the peer, and the arithmetic."""
