// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/mixer/mixer_table_file.h"

#include "engine/rules/rule_file.h"

namespace dsproxy {

Result<OssMixerTable> loadMixerTable(const std::string& path)
{
    const auto text = readRules(path);
    if (!text && text.error().sys == ENOENT)
        return OssMixerTable::parse("");
    return text.transform([](const std::string& found) { return OssMixerTable::parse(found); });
}

Result<OssMixerTable> changeMixerTable(const std::string& path,
                                       const std::vector<OssMixerTable::Row>& rows)
{
    const auto file = RuleFile::lock(path);
    if (!file)
        return std::unexpected(file.error());
    const auto text = file->read();
    if (!text)
        return std::unexpected(text.error());
    OssMixerTable table = OssMixerTable::parse(*text);
    for (const OssMixerTable::Row& row : rows)
        table.set(row);
    return file->replace(table.text()).transform([&] { return table; });
}

}  // namespace dsproxy
