# Trust zones as link rules: a target of one zone that links, even through others, a target of another is a configure error.
#
# Every target carries GATEWAY_ZONE: control, untrusted, trusted or shared. Targets that are not shared also set
# INTERFACE_GATEWAY_ZONE, and name the property in COMPATIBLE_INTERFACE_STRING, so that CMake itself compares the zones of
# the whole link closure and refuses to generate when two differ. cordon_check_zones() rejects a target that carries none.

set(CORDON_ZONES control untrusted trusted shared)

function(cordon_set_zone target zone)
    if(NOT zone IN_LIST CORDON_ZONES)
        message(FATAL_ERROR "${target}: zone '${zone}' is none of: ${CORDON_ZONES}")
    endif()
    get_target_property(imported ${target} IMPORTED)
    if(NOT imported)
        set_property(TARGET ${target} PROPERTY GATEWAY_ZONE ${zone})
    endif()
    if(NOT zone STREQUAL shared)
        set_property(TARGET ${target} PROPERTY INTERFACE_GATEWAY_ZONE ${zone})
        set_property(TARGET ${target} APPEND PROPERTY COMPATIBLE_INTERFACE_STRING GATEWAY_ZONE)
    endif()
endfunction()

# cordon_library(NAME ZONE zone SOURCES ... LINKS ...): a static library of this folder.
function(cordon_library name)
    cmake_parse_arguments(arg "" "ZONE" "SOURCES;LINKS" ${ARGN})
    add_library(${name} STATIC ${arg_SOURCES})
    target_link_libraries(${name} PUBLIC cordon_options ${arg_LINKS})
    cordon_set_zone(${name} ${arg_ZONE})
endfunction()

# cordon_program(NAME ZONE zone SOURCES ... LINKS ...): an executable of this folder. OUTPUT names the file when it differs.
function(cordon_program name)
    cmake_parse_arguments(arg "" "ZONE;OUTPUT" "SOURCES;LINKS" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE cordon_options ${arg_LINKS})
    cordon_set_zone(${name} ${arg_ZONE})
    set_property(TARGET ${name} PROPERTY RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
    if(arg_OUTPUT)
        set_property(TARGET ${name} PROPERTY OUTPUT_NAME ${arg_OUTPUT})
    endif()
endfunction()

function(cordon_check_zones directory)
    get_property(targets DIRECTORY ${directory} PROPERTY BUILDSYSTEM_TARGETS)
    foreach(target IN LISTS targets)
        get_target_property(type ${target} TYPE)
        get_target_property(zone ${target} GATEWAY_ZONE)
        if(NOT zone AND NOT type STREQUAL UTILITY)
            message(FATAL_ERROR "target ${target} has no trust zone: use cordon_library, cordon_program or cordon_test")
        endif()
    endforeach()
    get_property(subdirectories DIRECTORY ${directory} PROPERTY SUBDIRECTORIES)
    foreach(subdirectory IN LISTS subdirectories)
        cordon_check_zones(${subdirectory})
    endforeach()
endfunction()
