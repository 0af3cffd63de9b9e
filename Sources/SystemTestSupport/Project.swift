import Foundation

/// The folders of this project, for tests of its scripts and sample files.
package enum Project {
  package static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  package static let cron = folder + "/cron"
}
