// What Linux offers and Swift's Glibc module leaves out: calls behind
// _GNU_SOURCE, and headers outside its module map.
#ifndef CLINUX_LINUX_CALLS_H
#define CLINUX_LINUX_CALLS_H

#include <fcntl.h>
#include <linux/fs.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <unistd.h>

// From <linux/fcntl.h>, which cannot be included together with <fcntl.h>.
static const int32_t LINUX_F_SETSIG = 10;
static const int32_t LINUX_F_SETLEASE = 1024;

// renameat2(2) with RENAME_NOREPLACE: EEXIST where the new name is taken.
static inline int32_t linux_rename_noreplace(const char *from, const char *to) {
  const unsigned int noreplace = 1;
  return (int32_t)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, noreplace);
}

// statfs(2): the number of the file system's kind, which fits 32 bits.
static inline int32_t linux_file_system_type(const char *path, uint32_t *type) {
  struct statfs answer;
  if (statfs(path, &answer) != 0) return -1;
  *type = (uint32_t)answer.f_type;
  return 0;
}

// open(2): a descriptor that stands for a path and opens nothing.
static const int32_t LINUX_O_PATH = 010000000;

// ioctl_ficlone(2): gives a file the blocks of another, until either is changed.
static inline int32_t linux_clone(int32_t to, int32_t from) {
  return (int32_t)ioctl(to, FICLONE, from);
}

#endif
