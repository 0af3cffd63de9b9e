package import SystemPackage

private let partPrefix = Array(".allot-".utf8)
private let partSuffix = Array(".part".utf8)

/// The hidden name under which a file is written before it gets its own: `.allot-NAME.part`.
///
/// It depends on the name alone, so what a crash left is found and written anew.
package func partName(for name: FilePath.Component) -> FilePath.Component {
  let room = longestName - partPrefix.count - partSuffix.count
  return FilePath.Component(bytes: partPrefix + name.bytes.cut(to: room) + partSuffix) ?? name
}

/// Removes the parts, files and folders, that a crash left in a folder.
///
/// To be called under the run lock only, when nobody is writing any.
///
/// - Returns: How many there were.
@discardableResult
package func sweepParts(in folder: FilePath) throws -> Int {
  let parts = try names(in: folder).filter(isPart)
  for part in parts { try removeWhole(folder.appending(part)) }
  return parts.count
}

/// Whether a name is one that only a part has.
package func isPart(_ name: FilePath.Component) -> Bool {
  let bytes = name.bytes
  return bytes.count > partPrefix.count + partSuffix.count
    && bytes.starts(with: partPrefix) && bytes.suffix(partSuffix.count) == partSuffix[...]
}
