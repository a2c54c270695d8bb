#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(){printf("%ld\n",syscall(444,0,0,1)); perror("landlock");}
