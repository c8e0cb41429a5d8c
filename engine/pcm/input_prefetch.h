// SPDX-License-Identifier: GPL-2.0-or-later
/// An input file as capture streams hear it: read ahead on a thread, taken without blocking.
#pragma once

#include "engine/pcm/input_file.h"
#include "engine/seam/capture_input.h"

#include <string>

namespace dsproxy {

/// Every capture stream starts at the beginning of the file; after its end comes silence.
class FileInputs final : public CaptureInputs {
public:
    /// Fails when the file cannot be read now.
    static Result<std::unique_ptr<FileInputs>> open(const std::string& path);

    std::unique_ptr<CaptureInput> start(std::uint32_t stream, Format format) override;

private:
    explicit FileInputs(std::string path) : path_(std::move(path)) {}
    std::string path_;
};

}  // namespace dsproxy
