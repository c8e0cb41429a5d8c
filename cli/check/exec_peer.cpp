// SPDX-License-Identifier: GPL-2.0-or-later
#include "exec_peer.h"

#include "options.h"
#include "sound_abi.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace dsproxy::check {

namespace {

/// Exit codes: 0 done, 1 not, 3 nonsense.
int writeBytes(int fd, std::size_t bytes)
{
    const std::vector<char> pcm(bytes, '\0');
    return ::write(fd, pcm.data(), bytes) == static_cast<ssize_t>(bytes) ? 0 : 1;
}

int hasFormat(int fd, int wanted)
{
    int format = AFMT_QUERY;
    return ::ioctl(fd, SNDCTL_DSP_SETFMT, &format) == 0 && format == wanted ? 0 : 1;
}

int isClosed(int fd)
{
    return ::fcntl(fd, F_GETFD) < 0 && errno == EBADF ? 0 : 1;
}

}  // namespace

int execPeerMain(std::span<char*> args)
{
    if (args.size() < 2)
        return 3;
    const std::string what = args[0];
    const int fd = std::atoi(args[1]);
    const int number = args.size() > 2 ? std::atoi(args[2]) : 0;
    if (what == "write")
        return writeBytes(fd, static_cast<std::size_t>(number));
    if (what == "format")
        return hasFormat(fd, number);
    if (what == "closed")
        return isClosed(fd);
    return 3;
}

std::vector<std::string> wordsBefore(std::size_t count)
{
    std::vector<std::string> words;
    FILE* file = std::fopen("/proc/self/cmdline", "re");
    if (!file)
        return words;
    std::string word;
    for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) {
        if (c != '\0') {
            word += static_cast<char>(c);
            continue;
        }
        words.push_back(word);
        word.clear();
    }
    std::fclose(file);
    if (words.size() < count + 1)
        return {};
    words.resize(words.size() - count);
    words.erase(words.begin());
    return words;
}

void becomePeer(const std::vector<std::string>& words)
{
    std::vector<std::string> all = {"dsproxy"};
    all.insert(all.end(), options().self.begin(), options().self.end());
    all.emplace_back(execPeerWord);
    all.insert(all.end(), words.begin(), words.end());
    std::vector<char*> argv;
    for (std::string& word : all)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    ::execv("/proc/self/exe", argv.data());
}

}  // namespace dsproxy::check
