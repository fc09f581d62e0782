# What the program needs beyond the library; installation; examples, benchmark,
# fuzz targets; tests of the whole. Included by CMakeLists.txt.

# ------------------------------------------------------------------ the program
# Archives come compressed.
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
target_link_libraries(sayso PRIVATE PkgConfig::ZLIB PkgConfig::ZSTD)
target_compile_definitions(sayso PRIVATE
  SAYSO_DATA_DIR="${CMAKE_INSTALL_FULL_DATADIR}/sayso")

# ----------------------------------------------------------------- installation
include(CMakePackageConfigHelpers)
set(SAYSO_DATA ${CMAKE_INSTALL_DATADIR}/sayso)
set(SAYSO_CMAKE ${CMAKE_INSTALL_LIBDIR}/cmake/sayso)
configure_file(cmake/sayso.pc.in sayso.pc @ONLY)
configure_package_config_file(cmake/sayso-config.cmake.in sayso-config.cmake
  INSTALL_DESTINATION ${SAYSO_CMAKE} PATH_VARS SAYSO_DATA)
write_basic_package_version_file(sayso-config-version.cmake COMPATIBILITY SameMinorVersion)
set_target_properties(sayso_shared PROPERTIES EXPORT_NAME sayso)
install(TARGETS sayso)
install(TARGETS sayso_shared EXPORT sayso-targets)
# The static library is used through sayso.pc (pkg-config --static), which names what it needs.
install(TARGETS sayso_static ARCHIVE)
install(EXPORT sayso-targets NAMESPACE sayso:: DESTINATION ${SAYSO_CMAKE})
install(FILES ${CMAKE_BINARY_DIR}/sayso-config.cmake ${CMAKE_BINARY_DIR}/sayso-config-version.cmake
        DESTINATION ${SAYSO_CMAKE})
install(FILES ${CMAKE_BINARY_DIR}/sayso.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install(FILES include/sayso.h TYPE INCLUDE)
install(FILES ${CMAKE_BINARY_DIR}/sayso-en.model DESTINATION ${SAYSO_DATA})
file(GLOB MANUALS_1 man/*.1)
install(FILES ${MANUALS_1} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES man/sayso.3 DESTINATION ${CMAKE_INSTALL_MANDIR}/man3)
install(FILES completions/sayso.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME sayso)
install(FILES completions/sayso.zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions RENAME _sayso)
install(FILES completions/sayso.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

# ------------------------------------------------- examples, benchmark, fuzzing
file(GLOB EXAMPLES CONFIGURE_DEPENDS examples/*.c)
foreach(source ${EXAMPLES})
  get_filename_component(name ${source} NAME_WE)
  add_executable(example-${name} ${source})
  target_link_libraries(example-${name} PRIVATE sayso_shared)
endforeach()

if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/bench/bench.c)
  add_executable(sayso-bench EXCLUDE_FROM_ALL bench/bench.c bench/stages.c)
  target_include_directories(sayso-bench PRIVATE src) # stages.c sees the inside
  target_link_libraries(sayso-bench PRIVATE sayso_static ${SAYSO_DEPS} Threads::Threads)
  target_compile_definitions(sayso-bench PRIVATE
    BENCH_ARTICLES="${CMAKE_SOURCE_DIR}/examples" BENCH_PROGRAM="$<TARGET_FILE:sayso>"
    BENCH_MODEL="${CMAKE_BINARY_DIR}/sayso-en.model")
  add_dependencies(sayso-bench sayso model)
endif()

# How well `check` tells what was done to a quotation (script/check-bench).
file(GLOB CHECK_BENCH CONFIGURE_DEPENDS bench/check/*.c)
add_executable(sayso-check-bench ${CHECK_BENCH})
target_link_libraries(sayso-check-bench PRIVATE sayso_static)

add_executable(sayso-bench-check EXCLUDE_FROM_ALL bench/check_speed.c)
target_link_libraries(sayso-bench-check PRIVATE sayso_static)
target_compile_definitions(sayso-bench-check PRIVATE
  BENCH_CHECK_TEXTS="${CMAKE_SOURCE_DIR}/bench/check/texts" BENCH_MODEL="${CMAKE_BINARY_DIR}/sayso-en.model")
add_dependencies(sayso-bench-check model)

# With libFuzzer where it is wanted; else each target runs over the files of the
# repository, so that it is compiled and tried everywhere.
file(GLOB FUZZ_SOURCES CONFIGURE_DEPENDS fuzz/*.c)
foreach(source ${FUZZ_SOURCES})
  get_filename_component(name ${source} NAME_WE)
  if(NOT SAYSO_FUZZ AND NOT SAYSO_TESTS)
    break()
  endif()
  add_executable(fuzz-${name} ${source} $<TARGET_OBJECTS:sayso_objects>)
  target_include_directories(fuzz-${name} PRIVATE include src)
  target_link_libraries(fuzz-${name} PRIVATE ${SAYSO_DEPS})
  if(SAYSO_FUZZ)
    target_link_options(fuzz-${name} PRIVATE -fsanitize=fuzzer)
  else()
    target_sources(fuzz-${name} PRIVATE tests/replay.c)
  endif()
endforeach()

if(NOT SAYSO_TESTS)
  return()
endif()

# ------------------------------------------------------------ tests of the whole
set(TEST_ENVIRONMENT "SAYSO_MODEL=${CMAKE_BINARY_DIR}/sayso-en.model"
                     "SAYSO_SOURCE_DIR=${CMAKE_SOURCE_DIR}" "SAYSO_BUILD_DIR=${CMAKE_BINARY_DIR}")

# The public header must suffice for these.
foreach(name corpus_test rows_test api_test pathological_test check_corpus_test check_api_test check_slices_test)
  add_executable(${name} tests/${name}.c)
  target_link_libraries(${name} PRIVATE sayso_static PkgConfig::JANSSON Threads::Threads)
endforeach()

function(sayso_test name)
  add_test(NAME ${name} COMMAND ${ARGN} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES ENVIRONMENT "${TEST_ENVIRONMENT}" SKIP_RETURN_CODE 77 TIMEOUT 300)
endfunction()

file(GLOB CORPORA CONFIGURE_DEPENDS tests/corpus/*.txt)
# Those of times, quantities and entities have columns of their own: the tests
# beside their modules run them (src/attr/corpus_cases.h).
list(FILTER CORPORA EXCLUDE REGEX "/(times|quantities|entities)[^/]*\\.txt$")
foreach(file ${CORPORA})
  get_filename_component(name ${file} NAME_WE)
  sayso_test(corpus-${name} corpus_test ${file})
  sayso_test(corpus-fast-${name} corpus_test -f ${file})
endforeach()

sayso_test(rows rows_test tests/rows)

file(GLOB CHECKED CONFIGURE_DEPENDS tests/check/*.txt)
foreach(file ${CHECKED})
  get_filename_component(name ${file} NAME_WE)
  sayso_test(check-${name} check_corpus_test ${file})
endforeach()

# A part of the benchmark; the whole is script/check-bench.
sayso_test(check-bench sayso-check-bench bench/check ${CMAKE_BINARY_DIR}/sayso-en.model --brief --each=8 --least=0.97)

foreach(part slices memory lines threads errors)
  sayso_test(api-${part} api_test ${part})
endforeach()
set_tests_properties(api-threads PROPERTIES LABELS threads)
foreach(part memory threads errors bounded scaling)
  sayso_test(check-api-${part} check_api_test ${part})
endforeach()
set_tests_properties(check-api-threads PROPERTIES LABELS threads)
set_tests_properties(check-api-scaling PROPERTIES LABELS pathological RUN_SERIAL TRUE)

foreach(part slices reports growth)
  sayso_test(check-${part} check_slices_test ${part})
endforeach()
set_tests_properties(check-growth PROPERTIES LABELS pathological RUN_SERIAL TRUE)

foreach(part words quotes-open quotes-pairs quotes-single brackets sentence-long line-long nested-html
             attributes-html paragraphs verbs invalid-utf8 posts numbers)
  sayso_test(pathological-${part} pathological_test ${part})
  set_tests_properties(pathological-${part} PROPERTIES LABELS pathological RUN_SERIAL TRUE)
endforeach()

foreach(part words quotes-pairs sentence-long paragraphs verbs)
  sayso_test(pathological-accurate-${part} pathological_test ${part} accurate)
  set_tests_properties(pathological-accurate-${part} PROPERTIES LABELS pathological RUN_SERIAL TRUE)
endforeach()

if(NOT SAYSO_FUZZ)
  file(GLOB REPLAYED examples/*.txt tests/corpus/*.txt tests/cli/data/*)
  foreach(source ${FUZZ_SOURCES})
    get_filename_component(name ${source} NAME_WE)
    sayso_test(replay-${name} fuzz-${name} ${REPLAYED})
  endforeach()
endif()

file(GLOB GOLDENS CONFIGURE_DEPENDS tests/cli/*.sh)
foreach(file ${GOLDENS})
  get_filename_component(name ${file} NAME_WE)
  sayso_test(cli-${name} tests/golden ${name})
endforeach()
if(TEST cli-threads)
  set_tests_properties(cli-threads PROPERTIES LABELS threads)
endif()

sayso_test(docs-generated tests/docs generated)
sayso_test(docs-examples tests/docs examples)
sayso_test(docs-library tests/docs library)
sayso_test(docs-manuals tests/docs manuals)
sayso_test(install tests/install)
