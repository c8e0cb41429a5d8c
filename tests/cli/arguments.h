// SPDX-License-Identifier: GPL-2.0-or-later
/// Words as main() gets them.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace dsproxy::cli {

class Arguments {
public:
    explicit Arguments(std::vector<std::string> words) : words_(std::move(words))
    {
        for (std::string& word : words_)
            pointers_.push_back(word.data());
    }
    std::span<char*> span() { return pointers_; }

private:
    std::vector<std::string> words_;
    std::vector<char*> pointers_;
};

}  // namespace dsproxy::cli
