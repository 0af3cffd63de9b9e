import SafeText
package import SystemPackage

/// The most characters of a name that are shown.
package let longestDisplayedName = 120

/// A file name that may be any bytes, made safe for a terminal, a log and a report.
///
/// What could act on a terminal, reorder a line or hide is escaped, and so is
/// the backslash; so two names that differ are never shown alike, unless cut.
package func displayName(_ name: FilePath.Component) -> String {
  escaped(name.bytes, atMost: longestDisplayedName)
}

/// A path whose every name is shown as `displayName` shows it.
package func displayPath(_ path: FilePath) -> String {
  let root = path.root == nil ? "" : "/"
  return root + path.components.map(displayName).joined(separator: "/")
}
