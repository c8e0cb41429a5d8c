// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/run/messages.h"

#include "cli/log/utf8.h"

#include <format>
#include <system_error>

namespace dsproxy::cli {

namespace {

/// ": Permission denied", or nothing when the system gave no reason.
std::string reason(const Error& error)
{
    return error.sys == 0 ? "" : ": " + std::generic_category().message(error.sys);
}

std::string_view openAdvice(int sys)
{
    switch (sys) {
    case ENOENT:
    case ENOTDIR:
        return "check its name and that its folder is there";
    case EACCES:
    case EPERM:
        return "check its permissions or choose another place";
    case EROFS:
        return "choose a place that can be written";
    case EISDIR:
        return "name a file in it";
    case EBUSY:
        return "end the program that uses it or choose another";
    case EMFILE:
    case ENFILE:
        return "raise the limit of open files (ulimit -n)";
    default:
        return "check the name or choose another";
    }
}

std::string serviceCause(int sys)
{
    if (sys == ENOENT)
        return "there is no session bus, so the service dsproxyd cannot be reached";
    return sys == ESRCH ? "the service dsproxyd does not run and the bus cannot start it"
                        : "the service dsproxyd does not answer";
}

std::string_view serviceAdvice(int sys)
{
    if (sys == ENOENT)
        return "log in to a desktop, or start dbus-run-session first";
    return sys == ESRCH ? "install dsproxy, or start dsproxyd by hand"
                        : "restart it (systemctl --user restart dsproxyd)";
}

std::string_view advice(const Error& error)
{
    switch (error.code) {
    case ErrorCode::System:
        return "if it happens again, please report it";
    case ErrorCode::OpenFailed:
        return openAdvice(error.sys);
    case ErrorCode::ReadFailed:
        return "check the file and what it lies on";
    case ErrorCode::NotACapture:
        return "name one that dsproxy run --capture has made";
    case ErrorCode::CaptureTooNew:
        return "read it with that version";
    case ErrorCode::WriteFailed:
        return "check it or choose another place";
    case ErrorCode::NoSpace:
        return "free some space or choose another place";
    case ErrorCode::Unsupported:
        return "see dsproxy(1) for what is";
    case ErrorCode::BadSpec:
        return "see dsproxy(1) for how to write it";
    case ErrorCode::KernelTooOld:
        return "Linux 5.19 and newer have all that dsproxy run needs";
    case ErrorCode::ListenerBusy:
        return "start dsproxy outside of it";
    case ErrorCode::Forbidden:
        return "start dsproxy outside of the container or sandbox, or allow it there";
    case ErrorCode::ProgramNotFound:
        return "check its name or give its path";
    case ErrorCode::ProgramNotExecutable:
        return "check that it is a program and may be run";
    case ErrorCode::Encoder:
        return "record into a .wav file instead";
    case ErrorCode::NoService:
        return serviceAdvice(error.sys);
    case ErrorCode::ServiceTooOld:
        return "stop it (systemctl --user stop dsproxyd); the next call starts the new one";
    case ErrorCode::Service:
        if (error.sys == ENODATA)
            return "set it in ~/.config/dsproxy/dsproxyd.conf and restart dsproxyd";
        return error.sys == ENOENT ? "dsproxy list shows what there is"
                                   : "see dsproxy(1) for what it takes";
    }
    return "please report it";
}

/// "mtv (4711)"; a source need not know who it was.
std::string programOf(const Event& event)
{
    const std::string name = printable(fieldText(event.comm));
    if (name.empty())
        return "the program";
    return event.pid == 0 ? name : std::format("{} ({})", name, event.pid);
}

}  // namespace

std::string causeText(const Error& error)
{
    const std::string subject = error.subject.empty() ? "something" : printable(error.subject);
    const std::string why = reason(error);
    switch (error.code) {
    case ErrorCode::System:
        break;
    case ErrorCode::OpenFailed:
        return subject + " cannot be opened" + why;
    case ErrorCode::ReadFailed:
        return subject + " cannot be read" + why;
    case ErrorCode::NotACapture:
        return subject + " is not a capture file";
    case ErrorCode::CaptureTooNew:
        return subject + " was made by a later version of dsproxy";
    case ErrorCode::WriteFailed:
        return subject + " takes no more data" + why;
    case ErrorCode::NoSpace:
        return std::format("the disk of {} is full", subject);
    case ErrorCode::Unsupported:
        return subject + " is not supported" + why;
    case ErrorCode::BadSpec:
        return subject + " is not understood";
    case ErrorCode::KernelTooOld:
        return std::format("this kernel has no {}{}", subject, why);
    case ErrorCode::ListenerBusy:
        return "a container, a sandbox or another dsproxy already answers for this program";
    case ErrorCode::Forbidden:
        return subject + " is forbidden here" + why;
    case ErrorCode::ProgramNotFound:
        return subject + " is not found";
    case ErrorCode::ProgramNotExecutable:
        return subject + " cannot be executed" + why;
    case ErrorCode::Encoder:
        return subject + " refused this audio" + why;
    case ErrorCode::NoService:
        return serviceCause(error.sys);
    case ErrorCode::ServiceTooOld:
        return "the service dsproxyd that runs is of an older version";
    case ErrorCode::Service:
        if (error.sys == ENODATA)
            return subject + " is not set: nothing was kept";
        return error.sys == ENOENT ? "there is no " + subject : subject + " is refused" + why;
    }
    return subject + " failed" + why;
}

std::string describe(const Error& error)
{
    return std::format("{}; {}", causeText(error), advice(error));
}

std::string describe(NoteCode code, const Event& event)
{
    const std::string who = programOf(event);
    switch (code) {
    case NoteCode::SetUidIgnored:
        return who + " is set-uid and runs without its privilege; if it needs that, start dsproxy "
                     "as root";
    case NoteCode::UnreadableProgram:
        return who + " may not be looked into and gets no virtual device; make its file readable "
                     "or start dsproxy as root";
    case NoteCode::LowNumber:
        return who + " may open too few files, so its device is a plain stream; raise the limit "
                     "(ulimit -n 1024)";
    }
    return std::format("{}: note {}", who, static_cast<std::uint32_t>(code));
}

std::string describe(const link::LinkNews& news)
{
    if (news.what != link::LinkNews::What::VersionsDiffer)
        return {};
    const bool service_is_newer = news.version_min > link::versionMax;
    return std::format("the service dsproxyd that runs is {} than this program (it speaks version "
                       "{}, we speak {}), so it does not play this; {}",
                       service_is_newer ? "newer" : "older", news.version_max, link::versionMax,
                       service_is_newer ? "use the dsproxy that it came with"
                                        : "restart it (systemctl --user restart dsproxyd)");
}

std::string logEndedText(const Error& error)
{
    return std::format("the log in {} ends here{}; the program plays on", printable(error.subject),
                       reason(error));
}

}  // namespace dsproxy::cli
