package dev.holter.collector.rulesfile;

/**
 * One value of the file, as it is written.
 *
 * @param line from 1
 */
record YamlSetting(String text, int line) {}
