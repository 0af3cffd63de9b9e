/// Selects the last run that published its reports; 0 if there is none.
enum LastPublished {
  static let run = newest(where: "published")
  /// Only runs before run `?1` count.
  static let beforeRun = newest(where: "published AND id < ?1")

  private static func newest(where condition: String) -> String {
    """
    SELECT coalesce(max(id), 0)
    FROM (SELECT id FROM runs WHERE \(condition) ORDER BY id DESC LIMIT 1)
    """
  }
}
