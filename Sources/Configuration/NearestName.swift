extension String {
  /// The name that was probably meant; nil if none is similar.
  package func nearest(among names: [String]) -> String? {
    let near = names.map { ($0, distance(to: $0)) }.min { ($0.1, $0.0) < ($1.1, $1.0) }
    guard let (name, distance) = near, distance <= max(1, name.count / 3) else { return nil }
    return name
  }

  /// The edit distance: how many letters must be added, removed, replaced or swapped with the next
  /// one to turn this text into another.
  private func distance(to other: String) -> Int {
    let (left, right) = (Array(lowercased().prefix(64)), Array(other.lowercased().prefix(64)))
    var before: [Int] = []
    var last = Array(0...right.count)
    for i in left.indices {
      var row = [i + 1]
      for j in right.indices {
        var least = min(last[j + 1], row[j]) + 1
        least = min(least, last[j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          least = min(least, before[j - 1] + 1)
        }
        row.append(least)
      }
      (before, last) = (last, row)
    }
    return last[right.count]
  }
}
