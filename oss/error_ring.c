// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "error_ring.h"

void oss_error_push(struct oss_error_ring *ring, s32 code, s32 parm)
{
	ring->newest = (ring->newest + 1) % OSS_ERRORS_KEPT;
	ring->code[ring->newest] = code;
	ring->parm[ring->newest] = parm;
	if (ring->count < OSS_ERRORS_KEPT)
		ring->count++;
}

bool oss_error_pop(struct oss_error_ring *ring, s32 *code, s32 *parm)
{
	*code = OSS_ERROR_NONE;
	*parm = 0;
	if (ring->count == 0)
		return false;
	*code = ring->code[ring->newest];
	*parm = ring->parm[ring->newest];
	ring->newest = (ring->newest + OSS_ERRORS_KEPT - 1) % OSS_ERRORS_KEPT;
	ring->count--;
	return true;
}
