// SPDX-License-Identifier: GPL-2.0-or-later
// encode SINK CHANNELS RATE FILE: puts a file of 16-bit samples into a sink, as the pump does.
#include "engine/base/unique_fd.h"
#include "engine/sinks/registry.h"

#include <fcntl.h>

#include <cstdio>
#include <cstdlib>
#include <vector>

using namespace dsproxy;

namespace {

constexpr Frames block{8192};

int failed(const char* what)
{
    std::fprintf(stderr, "encode: %s failed\n", what);
    return 1;
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 5)
        return failed("usage");
    const auto spec = parseSink(argv[1]);
    const auto number = [&](int i) { return static_cast<std::uint32_t>(std::atoi(argv[i])); };
    const Format format(AFMT_S16_LE, Channels{number(2)}, Rate{number(3)});
    const UniqueFd file(::open(argv[4], O_RDONLY | O_CLOEXEC));
    if (!spec || !file)
        return failed(spec ? argv[4] : argv[1]);
    auto sink = openSink(*spec, format, {});
    if (!sink)
        return failed("open");
    std::vector<std::byte> pcm(static_cast<std::size_t>(format.bytes(block).value));
    for (ssize_t n; (n = ::read(file.get(), pcm.data(), pcm.size())) > 0;)
        if (!(*sink)->write({format, std::span(pcm).first(static_cast<std::size_t>(n))}))
            return failed("write");
    return (*sink)->finish() ? 0 : failed("finish");
}
