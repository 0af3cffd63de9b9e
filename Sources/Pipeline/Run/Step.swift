/// The moments of a run between which it can die, in the order in which they come first.
///
/// A test has the process killed at each: a new step in the life of a file or a report wants a name
/// here.
package enum Step: String, CaseIterable, Sendable {
  case runBegun, unknownFileGivenBack, filesChosen, fileClaimed, filesClaimed
  case fileCopied, chunkDone, rowsTriedAgain, rowsHandedBack, outcomeCommitted, fileMoved
  case originalRemoved, fileFinished, resultWritten
  case reportWritten, reportsPublished, latestSwung, publicationNoted, oldReportHidden
  case oldReportsRemoved, runFinished
}
