// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/wanted_route.h"

#include "engine/inputs/input_spec.h"

namespace dsproxy {

Result<WantedRoute> splitRoute(const std::vector<std::string>& words, Direction direction)
{
    WantedRoute wanted;
    std::vector<std::string> sinks;
    for (const std::string& word : words) {
        const bool prefixed = word.starts_with(inputPrefix);
        if (!prefixed && direction == Direction::Playback) {
            sinks.push_back(word);
            continue;
        }
        if (wanted.input)
            return fail(ErrorCode::BadSpec, E2BIG, word);
        wanted.input = prefixed ? word.substr(inputPrefix.size()) : word;
    }
    if (direction == Direction::Capture)
        wanted.input = wanted.input.value_or("silence");
    else if (!sinks.empty() || !wanted.input)
        wanted.sinks = std::move(sinks);
    return wanted;
}

}  // namespace dsproxy
