// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "stream.h"

/* Of the user's rules. */
#define SMALL_BUFFER 4096u
#define MEDIUM_BUFFER 16384u
#define SMALL_FRAGMENTS 8u	/* so many of them at least */

#define DEFAULT_FRAGMENTS 16u
#define DEFAULT_MIN 1024u
#define UNLIMITED 0x7fffu
#define UNLIMITED_BYTES 65536u	/* what "as many as fit" means at the least */
#define UNLIMITED_FRAGMENTS 4u

/* Timers run at this rate at most, whatever a program asks. Rule: oss-semantics.md SETFRAGMENT. */
#define FRAGMENT_RATE_MAX 2048u

static u32 power_of_two_below(u32 n)
{
	u32 power = 1;

	while (power <= n / 2)
		power *= 2;
	return power;
}

/* What the user's rule allows. */
static u32 buffer_limit(const struct oss_overrides *overrides)
{
	if (overrides->flags & OSS_OVERRIDE_SMALL_BUFFER)
		return SMALL_BUFFER;
	return overrides->flags & OSS_OVERRIDE_MEDIUM_BUFFER ? MEDIUM_BUFFER : OSS_BUFFER_MAX;
}

static u32 default_buffer(const struct oss_params *params, u32 limit)
{
	u32 bytes = power_of_two_below(oss_byte_rate(params) / 2);

	if (bytes < DEFAULT_MIN)
		return DEFAULT_MIN;
	return bytes > limit ? limit : bytes;
}

/* SIZE is a power of two; the result is not smaller than what the timers can follow. */
static u32 bounded_size(const struct oss_params *params, u32 size)
{
	if (size < OSS_FRAGMENT_MIN)
		size = OSS_FRAGMENT_MIN;
	while (size < OSS_FRAGMENT_MAX && (u64)size * FRAGMENT_RATE_MAX < oss_byte_rate(params))
		size *= 2;
	return size > OSS_FRAGMENT_MAX ? OSS_FRAGMENT_MAX : size;
}

static u32 whole_frames(const struct oss_params *params, u32 size)
{
	u32 frame = oss_frame_bytes(params);

	return size < frame ? frame : size - size % frame;
}

static u32 asked_count(u32 count, u32 size, u32 default_bytes)
{
	u32 bytes = default_bytes < UNLIMITED_BYTES ? UNLIMITED_BYTES : default_bytes;

	if (count != 0 && count < UNLIMITED)
		return count;
	return bytes / size < UNLIMITED_FRAGMENTS ? UNLIMITED_FRAGMENTS : bytes / size;
}

/* The user, or else the program, or else nobody said it: a power of two. */
static u32 wanted_size(const struct oss_fragment_request *request,
		       const struct oss_overrides *overrides, u32 default_bytes)
{
	u32 divide = request->subdivide ? request->subdivide : 1;

	if (overrides->fragment_bytes)
		return power_of_two_below(overrides->fragment_bytes);
	if (request->asked)
		return request->size_shift < 31 ? 1u << request->size_shift : OSS_FRAGMENT_MAX;
	return default_bytes / DEFAULT_FRAGMENTS / divide;
}

static u32 wanted_count(const struct oss_fragment_request *request,
			const struct oss_overrides *overrides, u32 size, u32 default_bytes)
{
	if (overrides->fragments)
		return overrides->fragments;
	return request->asked ? asked_count(request->count, size, default_bytes) :
				default_bytes / size;
}

static u32 bounded_count(u32 count, u32 size, u32 limit)
{
	if (count > limit / size)
		count = limit / size;
	return count < OSS_FRAGMENTS_MIN ? OSS_FRAGMENTS_MIN : count;
}

/* The same bytes in at least eight pieces, as far as the timers can follow. */
static void split_fragments(const struct oss_params *params, u32 *size, u32 *count)
{
	while (*count < SMALL_FRAGMENTS && bounded_size(params, *size / 2) < *size) {
		*size /= 2;
		*count *= 2;
	}
}

struct oss_geometry oss_geometry_for(const struct oss_params *params,
				     const struct oss_fragment_request *request,
				     const struct oss_overrides *overrides)
{
	u32 limit = buffer_limit(overrides);
	u32 default_bytes = default_buffer(params, limit);
	u32 size = wanted_size(request, overrides, default_bytes);
	struct oss_geometry g;
	u32 count;

	size = bounded_size(params, size < limit / 2 ? size : limit / 2);
	count = wanted_count(request, overrides, size, default_bytes);
	if (overrides->flags & OSS_OVERRIDE_SMALL_FRAGMENTS) {
		count = bounded_count(count, size, limit);
		split_fragments(params, &size, &count);
	}
	g.fragment_bytes = whole_frames(params, size);
	g.fragments = bounded_count(count, g.fragment_bytes, limit);
	return g;
}
