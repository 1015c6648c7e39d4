# Reads what Maven prints during ./demo test. Prints a line for each class of tests, what failed, and at the end the slowest
# classes. Variables: log_file, to which everything is written; all, how many classes there are, or 0 if unknown.

function plain(line) {
    gsub(/\033\[[0-9;]*m/, "", line)
    return line
}

function seconds(time) {
    return time ~ /^[0-9.]+ min/ ? 60 * time : time + 0
}

{
    print > log_file
    fflush(log_file)
    line = plain($0)
}

line ~ /^Built\./ {
    built = 1
    print line
    fflush()
}

line ~ /^\[INFO\] Building [a-z-]+ / && !built {
    split(line, words, " ")
    printf "%9s    %s\n", "", words[3]
    fflush()
}

# Such as: Tests run: 3, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1.5 s -- in io.orderflow.OneTest
line ~ /Tests run: .*Time elapsed: .* in / {
    class = line
    sub(/.* in /, "", class)
    time = line
    sub(/.*Time elapsed: /, "", time)
    took = seconds(time)
    failed = line ~ /FAILURE!|ERROR!/
    done++
    times[class] = took
    printf "%9s %6.1f s  %s%s\n", all ? done " of " all : done, took, class, failed ? "  FAILED" : ""
    fflush()
    next
}

line ~ /^system: / {
    print "             " line
    fflush()
}

line ~ /^\[ERROR\]/ {
    errors++
    if (errors <= 200) {
        print line
        fflush()
    }
}

END {
    close(log_file)
    if (done == 0) {
        exit
    }
    print "\nThe slowest classes of tests:"
    for (n = 0; n < 10; n++) {
        slowest = ""
        for (class in times) {
            if (slowest == "" || times[class] > times[slowest]) {
                slowest = class
            }
        }
        if (slowest == "") {
            break
        }
        printf "%16.1f s  %s\n", times[slowest], slowest
        delete times[slowest]
    }
    print "\nAll output: " log_file
    if (errors) {
        print "Reports of failed tests: target/surefire-reports and target/failsafe-reports of their modules."
        print "Logs of the services in the tests of the whole system: system-tests/target/orderflow/logs"
    }
}
