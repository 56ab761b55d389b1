/*
 * Native code in the sandbox: leads an inherited TCP connection (descriptor 7) to another port of the host, and tries the other ways out
 * of its network. Says what came of each, a line each. The port is its last argument.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

static const int connection = 7;

static void say(const char *what, long returned) {
  printf("%s %s\n", what, returned >= 0 || errno == EINPROGRESS ? "succeeded" : strerror(errno));
}

static void disconnect(void) {
  struct sockaddr nowhere = {.sa_family = AF_UNSPEC};
  say("disconnect", connect(connection, &nowhere, sizeof nowhere));
}

int main(int count, char **args) {
  struct sockaddr_in there = {.sin_family = AF_INET, .sin_port = htons(atoi(args[count - 1])), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  struct sockaddr_in anywhere = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  struct sockaddr *address = (struct sockaddr *)&there;
  struct iovec bytes = {"here", 4};
  struct msghdr message = {.msg_name = &there, .msg_namelen = sizeof there, .msg_iov = &bytes, .msg_iovlen = 1};
  struct mmsghdr messages = {.msg_hdr = message};
  char ring[120] = {0};
  int pair[2];

  disconnect();
  say("bind", bind(connection, (struct sockaddr *)&anywhere, sizeof anywhere));
  say("listen", listen(connection, 1));
  disconnect();
  say("fast-open-sendto", sendto(connection, "here", 4, MSG_FASTOPEN, address, sizeof there));
  disconnect();
  say("fast-open-sendmsg", sendmsg(connection, &message, MSG_FASTOPEN));
  disconnect();
  say("fast-open-sendmmsg", sendmmsg(connection, &messages, 1, MSG_FASTOPEN));
  disconnect();
  say("redial", connect(connection, address, sizeof there));
  say("stream-socket", socket(AF_INET, SOCK_STREAM, 0));
  say("datagram-socket", socket(AF_INET, SOCK_DGRAM, 0));
  say("netlink-socket", socket(AF_NETLINK, SOCK_RAW, 0));
  say("io-uring", syscall(SYS_io_uring_setup, 1, ring));
  say("be-traced", ptrace(PTRACE_TRACEME, 0, 0, 0));
  say("pair", socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
  say("send-on-pair", send(pair[0], "here", 4, 0));
  return 0;
}
