// SPDX-License-Identifier: GPL-2.0-or-later
/// Writes a capture file: events and PCM of all streams of a run, in the order of the pump.
#pragma once

#include "engine/capture_file/record_codec.h"
#include "engine/pump/tap.h"
#include "engine/sinks/output_file.h"

#include <functional>
#include <memory>
#include <optional>

namespace dsproxy::capture_file {

/// What cannot be written ends the file, once and for all; what is in it stays readable. Made on
/// any thread, then used on the pump's.
class CaptureWriter final : public Tap {
public:
    using Failed = std::function<void(const Error&)>;

    /// Makes the file anew, for its owner only, and writes its beginning. FAILED is called at most
    /// once, on the pump's thread.
    static Result<std::unique_ptr<CaptureWriter>> create(const std::string& path,
                                                         const Start& start, Failed failed);

    void event(const Event& event) override;
    void heard(std::uint32_t stream, std::uint64_t position, PcmView pcm) override;
    void dropped(std::uint32_t stream, std::uint64_t position, PcmView pcm) override;
    void tick() override { flush(); }
    void rest() override;
    void finish() override;

private:
    CaptureWriter(OutputFile file, Failed failed)
        : file_(std::move(file)), failed_(std::move(failed))
    {
    }
    Result<void> begin(const Start& start);
    void add(RecordType type);
    void addPcm(RecordType type, Pcm pcm);
    void flush();

    std::optional<OutputFile> file_;  ///< none: it took no more
    Failed failed_;
    std::vector<std::byte> pending_;  ///< whole records
    std::vector<std::byte> payload_;  ///< of the record in hand
    End end_;
};

}  // namespace dsproxy::capture_file
