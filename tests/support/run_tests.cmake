# SPDX-License-Identifier: GPL-2.0-or-later
# add_run_test(LABEL NAME): test_NAME.py of this folder, run by pytest against the dsproxy built here.
# The leak checker stops its own process by ptrace at exit: not beside the signals under test. The
# unit tests look for leaks.
set(no_leak_check "ASAN_OPTIONS=detect_stack_use_after_return=1:detect_leaks=0")

function(add_run_test label name)
    add_test(NAME ${label}.${name}
        COMMAND Python3::Interpreter -m pytest -q
                ${CMAKE_CURRENT_SOURCE_DIR}/test_${name}.py)
    set_tests_properties(${label}.${name} PROPERTIES LABELS ${label} TIMEOUT 300
        ENVIRONMENT "DSPROXY=$<TARGET_FILE:dsproxy>;DSPROXY_CLIENTS=${DSPROXY_CLIENTS};DSPROXY_TEST_I386=${DSPROXY_TEST_I386};PYTHONDONTWRITEBYTECODE=1;${no_leak_check}")
endfunction()
