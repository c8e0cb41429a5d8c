// SPDX-License-Identifier: GPL-2.0-or-later
/// Both ends of the memory between the service and a program that records.
#pragma once

#include "engine/link/input_ring.h"

#include <fcntl.h>

#include <cstring>
#include <vector>

namespace dsproxy::test {

struct RingPair {
    explicit RingPair(std::size_t capacity = 1024 * 1024)
        : program(*link::InputRing::create(capacity)),
          service(*link::InputRing::map(UniqueFd(::fcntl(program->memory(), F_DUPFD_CLOEXEC, 0)),
                                        UniqueFd(::fcntl(program->doorbell(), F_DUPFD_CLOEXEC, 0))))
    {
    }

    /// What the program records now, as samples.
    template <class Sample> std::vector<Sample> record()
    {
        std::vector<Sample> got(program->ready() / sizeof(Sample));
        program->read(std::as_writable_bytes(std::span(got)));
        return got;
    }

    std::unique_ptr<link::InputRing> program;
    std::shared_ptr<link::InputRing> service;
};

}  // namespace dsproxy::test
