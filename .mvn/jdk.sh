# Sourced by ./holter and ./verify: finds the JDKs that they and Maven run on.

# Prints the home of the first JDK found whose version is from $1 to $2; fails where there is none.
find_jdk() {
    local home release major
    for home in "${JAVA_HOME:-}" "$(jdk_on_path)" /usr/lib/jvm/* \
        "$HOME"/.jdks/* "$HOME"/.sdkman/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if [[ -x $home/bin/javac && -r $home/release ]]; then
            release=$(<"$home/release")
            major=$([[ $release =~ JAVA_VERSION=\"([0-9]+) ]] && echo "${BASH_REMATCH[1]}" || echo 0)
            if ((major >= $1 && major <= $2)); then
                echo "$home"
                return 0
            fi
        fi
    done
    return 1
}

# Prints the home of the JDK on the PATH, behind the symbolic links that Debian and others put there.
jdk_on_path() {
    local javac
    javac=$(readlink -f "$(command -v javac || true)") && echo "${javac%/bin/javac}" || true
}

# Prepares the environment of Maven: the JDK $1, without the warnings that its own libraries cause there.
prepare_maven() {
    export JAVA_HOME=$1
    export MAVEN_OPTS="${MAVEN_OPTS:-} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
}
