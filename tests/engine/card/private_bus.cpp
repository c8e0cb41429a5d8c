// SPDX-License-Identifier: GPL-2.0-or-later
#include "private_bus.h"

#include "engine/base/unique_fd.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>

namespace dsproxy::test {

PrivateBus::PrivateBus(const char* variable) : variable_(variable)
{
    int ends[2];
    if (::pipe2(ends, 0) != 0)
        return;
    UniqueFd read_end(ends[0]);
    UniqueFd write_end(ends[1]);
    const std::string number = "--print-address=" + std::to_string(write_end.get());
    daemon_ = ::fork();
    if (daemon_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(::open("/dev/null", O_WRONLY), STDERR_FILENO);
        ::execlp("dbus-daemon", "dbus-daemon", "--session", "--nofork", "--nopidfile",
                 number.c_str(), nullptr);
        ::_exit(127);
    }
    write_end.reset();
    char byte;
    while (::read(read_end.get(), &byte, 1) == 1 && byte != '\n')
        address_ += byte;
    ::setenv(variable_, address_.c_str(), 1);
}

PrivateBus::~PrivateBus()
{
    ::unsetenv(variable_);
    ::kill(daemon_, SIGKILL);
    ::waitpid(daemon_, nullptr, 0);
}

BusPeer::BusPeer(const PrivateBus& bus) : stop_(::eventfd(0, EFD_CLOEXEC))
{
    sd_bus_new(&bus_);
    sd_bus_set_address(bus_, bus.address().c_str());
    sd_bus_set_bus_client(bus_, 1);
    sd_bus_start(bus_);
}

BusPeer::~BusPeer()
{
    ::eventfd_write(stop_, 1);
    if (thread_.joinable())
        thread_.join();
    ::close(stop_);
    sd_bus_flush_close_unref(bus_);
}

void BusPeer::serve()
{
    thread_ = std::thread([this] {
        for (;;) {
            while (sd_bus_process(bus_, nullptr) > 0) {
            }
            pollfd fds[] = {{stop_, POLLIN, 0},
                            {sd_bus_get_fd(bus_), static_cast<short>(sd_bus_get_events(bus_)), 0}};
            if (::poll(fds, 2, -1) < 0 || fds[0].revents)
                return;
        }
    });
}

}  // namespace dsproxy::test
