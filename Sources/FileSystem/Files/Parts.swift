package import SystemPackage

private let partPrefix = Array(".allot-".utf8)
private let partSuffix = Array(".part".utf8)

extension FilePath.Component {
  /// The hidden name that a file has while it is written: `.allot-NAME.part`.
  ///
  /// It depends only on the name, so a part that a crash left is replaced by the next one.
  package var partName: FilePath.Component {
    let room = longestName - partPrefix.count - partSuffix.count
    return FilePath.Component(bytes: partPrefix + bytes.cut(to: room) + partSuffix) ?? self
  }

  /// Whether this is the name of a part.
  package var isPart: Bool { bytes.areNameOfPart }
}

extension FilePath {
  /// Removes the parts, files and folders, that a crash left in the folder.
  ///
  /// Call this only under the run lock, when no part is being written.
  ///
  /// - Returns: How many there were.
  @discardableResult
  package func sweepParts() throws -> Int {
    let parts = try names(where: \.areNameOfPart)
    for part in parts { try appending(part).removeWhole() }
    return parts.count
  }
}

extension [UInt8] {
  fileprivate var areNameOfPart: Bool {
    count > partPrefix.count + partSuffix.count
      && starts(with: partPrefix) && suffix(partSuffix.count) == partSuffix[...]
  }
}
