// SPDX-License-Identifier: GPL-2.0-or-later
/// A sink that stores another format than the stream's where it must: other sample values,
/// channels or rate. Each is converted only where it differs, so what can be exact is exact.
#pragma once

#include "engine/pcm/converter.h"
#include "engine/sinks/sink.h"

#include <vector>

namespace dsproxy {

class ConvertingSink : public Sink {
public:
    Result<void> write(PcmView pcm) final;
    Result<void> finish() final;

protected:
    explicit ConvertingSink(Converter converter) : converter_(std::move(converter)) {}

    /// The format that store() gets.
    const Format& stored() const { return converter_.to(); }
    /// Takes whole frames, all of them or an error; nothing is stored after one.
    virtual Result<void> store(PcmView pcm) = 0;
    /// The ordinary end, or the one after a store() that FAILED: then it saves what it can.
    virtual Result<void> end(bool failed) = 0;

private:
    Result<void> convert(PcmView pcm);
    Result<void> storeConverted();

    Converter converter_;
    std::vector<std::byte> converted_;
    bool failed_ = false;
};

}  // namespace dsproxy
