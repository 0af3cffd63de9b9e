/// The version of the program, as `allot --version` and the morning page show it.
package enum ProgramVersion {
  package static let current = "0.1.0"
}
