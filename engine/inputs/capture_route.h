// SPDX-License-Identifier: GPL-2.0-or-later
/// What one program records, and how loud; it may change while the program records.
#pragma once

#include "engine/inputs/input_table.h"

namespace dsproxy {

/// One thread at a time.
class CaptureRoute {
public:
    /// At first silence. TABLE outlives it.
    explicit CaptureRoute(InputTable& table) : table_(table) {}

    /// The program records in this format, out of this ring. Files begin anew.
    void record(std::shared_ptr<link::InputRing> ring, const Format& format);
    /// Errors of InputTable::find(): the old source stays.
    Result<void> from(const std::string& source);
    /// Factors up to InputLevel::most.
    void setLevel(double left, double right, bool muted);

    const std::string& source() const { return source_; }
    Frames frames() const;
    std::uint64_t dropped() const { return level_->dropped.load(); }
    /// Why it is silent although it should not be.
    std::optional<Error> trouble() const;

private:
    void connect(const Result<InputSpec>& spec);

    InputTable& table_;
    std::string source_ = "silence";
    std::shared_ptr<link::InputRing> ring_;
    Format format_;
    const std::shared_ptr<InputLevel> level_ = std::make_shared<InputLevel>();
    std::unique_ptr<InputConnection> connection_;
    std::optional<Error> trouble_;
};

}  // namespace dsproxy
