// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/engine/recording/bus_stage.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <csignal>

namespace dsproxy::test {
namespace {

int answerCall(sd_bus_message* call, void* answer, sd_bus_error*)
{
    const int status = (*static_cast<Answer*>(answer))(call);
    return status < 0 ? sd_bus_reply_method_errno(call, status, nullptr) : 1;
}

sd_bus* connect(const std::string& address, const std::string& name)
{
    sd_bus* bus = nullptr;
    if (sd_bus_new(&bus) < 0 || sd_bus_set_address(bus, address.c_str()) < 0 ||
        sd_bus_set_bus_client(bus, 1) < 0 || sd_bus_negotiate_fds(bus, 1) < 0 ||
        sd_bus_start(bus) < 0 || sd_bus_request_name(bus, name.c_str(), 0) < 0)
        _exit(3);
    return bus;
}

}  // namespace

Process::Process(const std::function<void(int ready)>& body)
{
    int ends[2];
    EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
    pid_ = fork();
    if (pid_ == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        close(ends[0]);
        body(ends[1]);
        _exit(0);
    }
    close(ends[1]);
    char said = 0;
    EXPECT_EQ(read(ends[0], &said, 1), 1) << "the child is not ready";
    close(ends[0]);
}

Process::~Process()
{
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
}

BusStage::BusStage() : address_("unix:path=" + dir_ / "bus")
{
    daemon_ = std::make_unique<Process>([&](int ready) {
        // It prints its address when it listens.
        const std::string print = "--print-address=" + std::to_string(dup(ready));
        execlp("dbus-daemon", "dbus-daemon", "--session", "--nofork", "--nopidfile",
               ("--address=" + address_).c_str(), print.c_str(), nullptr);
        _exit(3);
    });
}

std::unique_ptr<Process> BusStage::peer(const std::string& name, const std::string& path,
                                        Answer answer, const std::function<void()>& before) const
{
    return std::make_unique<Process>([&](int ready) {
        before();
        sd_bus* bus = connect(address_, name);
        sd_bus_add_object(bus, nullptr, path.c_str(), answerCall, &answer);
        std::ignore = write(ready, "x", 1);
        while (sd_bus_process(bus, nullptr) > 0 || sd_bus_wait(bus, UINT64_MAX) >= 0)
            continue;
    });
}

std::unique_ptr<Process> BusStage::deafPeer(const std::string& name) const
{
    return std::make_unique<Process>([&](int ready) {
        connect(address_, name);
        std::ignore = write(ready, "x", 1);
        pause();
    });
}

}  // namespace dsproxy::test
