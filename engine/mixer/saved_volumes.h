// SPDX-License-Identifier: GPL-2.0-or-later
/// The volumes that programs had, kept over logout and reboot.
#pragma once

#include "engine/base/result.h"
#include "engine/mixer/volumes_text.h"

#include <optional>

namespace dsproxy {

/// One thread. The file is the owner's only, and replaced whole or not at all.
class SavedVolumes {
public:
    static constexpr std::uint64_t delay_ns = 5'000'000'000;
    static constexpr std::size_t programsMax = 500;  ///< then those that moved longest ago go

    /// No file: nothing is saved yet. A file that makes no sense, or not all of it, is kept beside
    /// PATH as spoiled() and what makes sense is taken. Fails when the file may not be read, or not
    /// be put aside: it stays as it is then.
    static Result<SavedVolumes> load(const std::string& path);
    /// Empty: all of the file made sense.
    const std::string& spoiled() const { return spoiled_; }

    /// PROGRAM is whatever the caller knows it by: a path, or empty for the mixer of all.
    std::optional<MixerValues> find(std::string_view program) const;
    /// In memory; save() writes it. Names with control characters are not kept.
    void keep(const std::string& program, const MixerValues& values, std::uint64_t now_ns);

    /// When save() is wanted: a while after the first change that is not on the disk; ~0: never.
    std::uint64_t due() const { return due_ns_; }
    /// Writes what has changed; called when due, and once more at the end. After an error it is due
    /// again a while later, and nothing is lost but what the disk does not take.
    Result<void> save(std::uint64_t now_ns);

private:
    explicit SavedVolumes(std::string path) : path_(std::move(path)) {}
    Result<void> putAside();

    std::string path_;
    std::string spoiled_;
    std::vector<ProgramVolumes> programs_;  ///< the one that moved last is last
    std::uint64_t due_ns_ = ~std::uint64_t{0};
};

}  // namespace dsproxy
